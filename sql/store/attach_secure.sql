-- grain: none; opens the encrypted store
attach $path as secure (encryption_key getvariable('secure_store_key'), encryption_cipher 'GCM');
