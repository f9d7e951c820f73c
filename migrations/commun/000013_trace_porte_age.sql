-- Lines of the doors are technical: they leave at their term (TR-02), oldest first.
create index trace_porte_le on trace_porte (le);
