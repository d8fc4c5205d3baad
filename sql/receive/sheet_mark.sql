-- grain: one row per rectangle of a sheet whose cells are no plain text or number, as their markup says
-- mark: pieces (runs of text), struck, raised, hidden (by its number format), conditional (a format
-- that may do one of these), merged, formula, error.
create or replace temp table sheet_mark (
    sheet varchar,
    mark varchar,
    first_row integer,
    last_row integer,
    first_column integer,
    last_column integer
);
