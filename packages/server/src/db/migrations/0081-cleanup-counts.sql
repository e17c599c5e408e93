-- How far a batch is, counted from the index alone.
create index cleanup_row_counts on cleanup_row (batch_id, state, checked);
