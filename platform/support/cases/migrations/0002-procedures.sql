-- When a timer was set: what it is counted from when the calendar changes, or a special procedure stops the clock.
alter table cases.timer add column set_at timestamptz;
