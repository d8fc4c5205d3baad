-- grain: none; opens the encrypted history of checks
attach $path as checks (encryption_key getvariable('secure_store_key'), encryption_cipher 'GCM');
