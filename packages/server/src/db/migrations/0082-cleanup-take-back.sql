-- A verdict on a whole group can be taken back: which verdict was the last on a group, and which notes still stand by it.
create index cleanup_sample_by_group on cleanup_sample (group_id, verdict_at desc) where verdict is not null;
create index cleanup_item_by_sample on cleanup_item (sample_id, state) where sample_id is not null;
