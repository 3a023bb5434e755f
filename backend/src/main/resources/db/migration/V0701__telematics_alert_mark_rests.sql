-- Jumps are found in the stream of reports, each fix beside the one before it, and no longer between two looks.
comment on table telematics.alert_mark is
    'Not written any more: positions at the last look for jumps, which are found in the stream of reports now.';
revoke insert, update on telematics.alert_mark from ${runtime};
