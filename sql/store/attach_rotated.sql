-- grain: none; makes the encrypted store that the present one is copied into under a new key
attach $path as rotated (encryption_key getvariable('secure_store_key'), encryption_cipher 'GCM');
