comment on column vehicle.reservation.route_m is
    'Planned road distance in metres that the charge at the start has to do: to the charging stop on the way, else the '
    'whole way; null when it was never told.';
