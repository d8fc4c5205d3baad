-- grain: none; opens the encrypted history of checks for reading
attach $path as checks (
    read_only,
    encryption_key getvariable('secure_store_key'),
    encryption_cipher 'GCM'
);
