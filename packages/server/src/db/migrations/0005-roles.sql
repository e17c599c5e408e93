-- A person holds one role or more; what they may do is the union. A column's type is changed where it stands, rather than filled from another:
-- an update would see no row here, because row-level security also holds for the owner of these tables.
alter table memberships alter column role type text[] using array[role];
alter table memberships rename column role to roles;
alter table memberships add constraint memberships_roles check (
  cardinality(roles) between 1 and 8
  and roles <@ array['agent', 'teamLead', 'privacyOfficer', 'dpo', 'securityOfficer', 'marketing', 'administrator', 'auditor']
);

alter table invitations alter column role type text[] using array[role];
alter table invitations rename column role to roles;
alter table invitations add constraint invitations_roles check (
  cardinality(roles) between 1 and 8
  and roles <@ array['agent', 'teamLead', 'privacyOfficer', 'dpo', 'securityOfficer', 'marketing', 'administrator', 'auditor']
);
