-- Where a recording is stands with the recording alone, which forgets it: with some carriers it holds
-- numbers, and here it outlived the recording.

alter table call_fact drop column recording_url_sealed;
alter table early_fact drop column recording_url_sealed;
