-- The desk's list of questions goes by the unit of its reader, and mostly asks for what is to be decided.
create index question_desk on supervision.question (unit_id, id desc);
create index question_to_decide on supervision.question (id desc) where phase = 'TO_DECIDE';
