-- grain: none; opens an encrypted store
attach $path as $store (
    read_only getvariable('read_only'),
    encryption_key getvariable('secure_store_key'),
    encryption_cipher 'GCM'
);
