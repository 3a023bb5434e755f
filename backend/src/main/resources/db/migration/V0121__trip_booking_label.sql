-- What a booking is called where it is held: the code of the bay, the number of the pile.
alter table trip.booking add column label text check (char_length(label) between 1 and 60);
comment on column trip.booking.label is 'Code of the bay or number of the pile, for the person who looks for it';
