-- What people call a place besides its name: short and old names, other scripts, English ones.
create table network.place_alias (
    place_id text not null references network.place,
    alias    text not null check (alias <> '' and alias !~ '\s'),
    reading  text not null check (reading !~ '\s'),
    initials text not null check (initials !~ '\s'),
    primary key (place_id, alias)
);
comment on table network.place_alias is
    'Other names of places, in small letters and without spaces, as a search compares them.';
comment on column network.place_alias.reading is 'Pinyin of the alias; empty where it has none of its own.';
grant select, insert on network.place_alias to ${runtime};
