/** Units and staff: the names beside the ids, and the administrator's acts. */
import type { openUnitRequest, registerStaffMemberRequest } from '@taizhang/contracts/organisation';
import type { StaffMember, Unit } from '@taizhang/contracts/views';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { RegisteredStaffMember } from './answers';
import { client } from './client';
import { keys } from './query-keys';
import { useCommand } from './use-command';

type List<Item> = Readonly<{ items: readonly Item[] }>;

// As a directory is read: names in Chinese by their sound, in whichever language the pages are.
const { compare } = new Intl.Collator('zh-Hans-CN', { numeric: true });

type Named = Readonly<{ id: string; name: string }>;

/** Whose name was erased stands there by id. */
const byName = <Item extends Named>({ items }: List<Item>): readonly Item[] =>
  items.toSorted((one, other) => compare(one.name || one.id, other.name || other.id));

export const useUnits = () =>
  useQuery({
    queryKey: keys.units,
    queryFn: ({ signal }) => client.get<List<Unit>>('/units', { signal }),
    select: byName,
    staleTime: 60_000,
  });

export const useStaff = () =>
  useQuery({
    queryKey: keys.staff,
    queryFn: ({ signal }) => client.get<List<StaffMember>>('/staff', { signal }),
    select: byName,
    staleTime: 60_000,
  });

export type Directory = Readonly<{
  /** The name of a member of staff or unit; the id itself where none is known, or no more. */
  nameOf: (id: string) => string;
}>;

export function useDirectory(): Directory {
  const { data: units } = useUnits();
  const { data: staff } = useStaff();
  return useMemo(() => {
    const names = new Map([...(units ?? []), ...(staff ?? [])].map(({ id, name }) => [id, name]));
    return { nameOf: (id) => names.get(id) || id };
  }, [units, staff]);
}

export const useOpenUnit = () =>
  useCommand({
    send: (body: z.input<typeof openUnitRequest>, key) => client.command('/units', { body, key }),
    changes: [keys.organisation],
  });

export const useRegisterStaffMember = () =>
  useCommand({
    send: (body: z.input<typeof registerStaffMemberRequest>, key) =>
      client.command<RegisteredStaffMember>('/staff', { body, key }),
    changes: [keys.organisation],
  });
