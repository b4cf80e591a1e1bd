-- A role that takes calls on a page of its own and sees nothing else of the tenant.
ALTER TYPE "Role" ADD VALUE 'agent';
