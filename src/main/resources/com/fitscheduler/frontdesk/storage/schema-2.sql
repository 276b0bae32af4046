-- How the card stands at the shared backend, as JSON: read and written whole, and asked for by nothing.
ALTER TABLE card ADD COLUMN shared TEXT;
-- The epoch at which the backend last said that the connection held here is the gym's.
ALTER TABLE card ADD COLUMN confirmed INTEGER;
