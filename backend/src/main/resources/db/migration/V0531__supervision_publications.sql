-- Publication tables (公示) by unit and month, without names, after review by a second person.
create table supervision.trip_figure (
    trip_id    uuid primary key,
    unit_id    uuid not null,
    km_m       bigint check (km_m >= 0),
    posted_fen bigint check (posted_fen >= 0),
    told_at    timestamptz not null
);
comment on table supervision.trip_figure is
    'Metres and money of closed trips as the journal told them last, for publication tables; null means not told yet';
create index trip_figure_told on supervision.trip_figure (told_at);
alter table supervision.trip_figure enable row level security;
create policy trip_figure_isolation on supervision.trip_figure using (common.allowed(unit_id, null));
grant select, insert, delete on supervision.trip_figure to ${runtime};
grant update (km_m, posted_fen, told_at) on supervision.trip_figure to ${runtime};

create table supervision.publication (
    id               uuid primary key,
    unit_id          uuid not null,
    unit_zh          text not null,
    unit_en          text not null,
    period           text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    state            text not null check (state in ('DRAFT', 'REVIEWED', 'PUBLISHED', 'WITHDRAWN')),
    content          text not null,
    content_sha256   text not null check (content_sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    made_by          uuid not null,
    made_at          timestamptz not null,
    reviewed_by      uuid,
    reviewed_at      timestamptz,
    review_said      text check (char_length(review_said) between 4 and 500),
    published_by     uuid,
    published_at     timestamptz,
    withdrawn_by     uuid,
    withdrawn_at     timestamptz,
    withdrawn_because text check (char_length(withdrawn_because) between 4 and 500),
    check (num_nulls(reviewed_by, reviewed_at, review_said) in (0, 3)),
    check (num_nulls(published_by, published_at) in (0, 2)),
    check (num_nulls(withdrawn_by, withdrawn_at, withdrawn_because) in (0, 3)),
    check (published_by is null or reviewed_by is not null),
    check ((state = 'WITHDRAWN') = (withdrawn_by is not null)),
    check (state not in ('REVIEWED', 'PUBLISHED') or reviewed_by is not null),
    check ((state = 'PUBLISHED') <= (published_by is not null)),
    constraint publication_four_eyes check (reviewed_by is null or reviewed_by <> made_by)
);
comment on table supervision.publication is
    'What a unit makes public of a month. The table itself is never changed: the runtime role may write its state only';
comment on constraint publication_four_eyes on supervision.publication is 'Reviewed by somebody else than its maker';
comment on column supervision.publication.content is 'The table as JSON, to the letter as its SHA-256 covers it';
create unique index publication_once on supervision.publication (unit_id, period) where state <> 'WITHDRAWN';
comment on index supervision.publication_once is 'One table of a unit and month at a time';
create index publication_listed on supervision.publication (id desc) where state = 'PUBLISHED';
create index publication_desk on supervision.publication (unit_id, id desc);
alter table supervision.publication enable row level security;
create policy publication_isolation on supervision.publication using (common.allowed(unit_id, null));
create policy publication_open on supervision.publication for select using (
    state = 'PUBLISHED' and current_setting('twinloop.scope', true) in ('unit', 'operator', 'all'));
comment on policy publication_open on supervision.publication is 'What is published is read by everybody signed in';
grant select, insert on supervision.publication to ${runtime};
grant update (state, reviewed_by, reviewed_at, review_said, published_by, published_at, withdrawn_by, withdrawn_at,
    withdrawn_because) on supervision.publication to ${runtime};
