-- Signed statements of what hash the chain had where. Kept outside too, they show a chain cut or computed anew.
create table journal.checkpoint (
    seq        bigint primary key references journal.seal,
    hash       bytea not null check (octet_length(hash) = 32),
    signed_at  timestamptz not null,
    public_key bytea not null,
    signature  bytea not null check (octet_length(signature) = 64)
);
comment on table journal.checkpoint is 'Ed25519 signatures over (seq, hash, signed_at); never updated, never deleted.';
grant select, insert on journal.checkpoint to ${runtime};

create view journal.chain_line with (security_invoker = true) as
select s.seq, 0 as rank, json_build_object('seq', s.seq, 'hash', encode(s.hash, 'hex'), 'event', json_build_object(
        'id', e.id, 'type', e.type, 'schemaVersion', e.schema_version,
        'occurredAt', to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'recordedAt', to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actorId', e.actor_id, 'onBehalfOf', e.on_behalf_of, 'unitId', e.unit_id, 'operatorId', e.operator_id,
        'subjectType', e.subject_type, 'subjectId', e.subject_id, 'tripId', e.trip_id,
        'causationId', e.causation_id, 'commitment', encode(e.commitment, 'hex'),
        'salt', case when p.body is null then null else encode(p.salt, 'hex') end, 'body', p.body))::text as line
from journal.seal s join journal.event e on e.id = s.event_id join journal.payload p on p.event_id = e.id
union all
select c.seq, 1, json_build_object('checkpoint', json_build_object('seq', c.seq, 'hash', encode(c.hash, 'hex'),
        'signedAt', to_char(c.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'publicKey', encode(c.public_key, 'hex'), 'signature', encode(c.signature, 'hex')))::text
from journal.checkpoint c;
comment on view journal.chain_line is 'The whole chain as lines for the offline verifier, by seq and rank. For the '
    'owner of the database: the runtime role has no grant to it.';
