-- grain: none; opens the encrypted store for reading
attach $path as secure (
    read_only,
    encryption_key getvariable('secure_store_key'),
    encryption_cipher 'GCM'
);
