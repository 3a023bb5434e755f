create view bike.standing with (security_invoker = true) as
    select geom from bike.bike where geom is not null and dock_id is null and not reserved and not disabled
    union all
    select geom from bike.dock where geom is not null and installed and lends and bikes_available > 0;
comment on view bike.standing is 'Published for the loops: where a bike can be taken now, free or at a dock.';
grant select on bike.standing to ${runtime};
