/** Forward only; released entries never change. The index of an entry plus one is the file's `user_version`. */
export const migrations: readonly string[] = [
  `create table system (
     name text primary key, auth text not null check (auth in ('loopback', 'key', 'mtls')),
     key_hash text, pin text, default_purpose text, default_legal_basis text, created_at integer not null
   ) strict;
   create table service (
     id text primary key, title text not null, url text not null, operations text not null,
     upstream text, timeout_ms integer not null, created_at integer not null
   ) strict;
   create table access_grant (
     id text primary key, consumer text not null, service text not null, operations text not null,
     purposes text not null, legal_basis text not null, valid_from integer not null, valid_to integer,
     agreement text not null, created_at integer not null
   ) strict;
   create table entity (
     entity_id text primary key, orgnr text not null, chain text not null, fetched_at integer not null
   ) strict;
   create index entity_orgnr on entity (orgnr);
   create table anchor_rotation (id integer primary key, jwt text not null) strict;
   create table statement (sha256 text primary key, jwt text not null) strict, without rowid;
   create table exchange_index (
     log_index integer primary key, exchange_id text not null, role text not null, received_at integer not null,
     counterpart text not null, system text not null, service text not null, method text not null, path text not null,
     purpose text not null, legal_basis text not null, status integer not null, outcome text not null,
     subject_pseudonym text
   ) strict;
   create table audit_row (
     id integer primary key, at integer not null, room text not null, operation text not null, caller text not null,
     status integer not null, request_id text not null
   ) strict;
   create trigger audit_row_no_update before update on audit_row begin select raise(abort, 'audit rows are never changed'); end;
   create trigger audit_row_no_delete before delete on audit_row begin select raise(abort, 'audit rows are never removed'); end;
   create index exchange_by_id on exchange_index (exchange_id);
   create index exchange_by_subject on exchange_index (subject_pseudonym, received_at) where subject_pseudonym is not null;`,
  `alter table service add column mandate text;
   create table mandate_keys (relying_party text primary key, jwt text not null, fetched_at integer not null) strict;`,
  `create table newest_statements (
     entity_id text primary key, leaf_issued_at integer not null, subordinate_issued_at integer not null
   ) strict;`,
  // Paths that no template matched used to stand here as they were called.
  `update exchange_index set path = '–' where path glob '*[0-9][0-9][0-9][0-9][0-9][0-9]*';`,
  `alter table exchange_index add column message_pseudonym text;
   create index exchange_by_message on exchange_index (message_pseudonym) where message_pseudonym is not null;`,
];
