-- Traces are read by day: they are written in the order of time, so a summary by block costs nothing to the writes.
create index trace_le on trace using brin (le);
