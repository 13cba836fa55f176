-- One measure for the length of every text: characters, that is code points, as the program counts them (TextLength.swift).
-- Whatever has so many octets at most has no more characters, so every row fits.
ALTER TABLE organisation DROP CONSTRAINT organisation_name_check, ADD CHECK (char_length(name) BETWEEN 1 AND 120);
ALTER TABLE establishment DROP CONSTRAINT establishment_name_check, ADD CHECK (char_length(name) BETWEEN 1 AND 120);
ALTER TABLE interpreter DROP CONSTRAINT interpreter_name_check, ADD CHECK (char_length(name) BETWEEN 1 AND 120);
ALTER TABLE idempotency DROP CONSTRAINT idempotency_key_check, ADD CHECK (char_length(key) BETWEEN 1 AND 64);
