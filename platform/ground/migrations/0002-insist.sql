-- Ends the transaction when a statement that had to touch a row touched none; the number says which statement it was.
create function ground.insist(touched boolean, which int) returns void language plpgsql as $$
begin
  if not touched then
    raise exception '%', which using errcode = 'ZT001';
  end if;
end $$;
