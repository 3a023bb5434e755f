-- Jumps are found in the stream of reports, each fix beside the one before it, and no longer between two looks.
drop table telematics.alert_mark;
