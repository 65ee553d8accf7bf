/** Customers: found by any key, looked at as a whole, corrected. */
import type {
  connectSupplyPointRequest,
  correctCustomerDetailsRequest,
  registerCustomerRequest,
} from '@taizhang/contracts/intake';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { CustomerArchive, FoundCustomer, Page } from './answers';
import { useMay } from './authentication';
import { client } from './client';
import { keys } from './query-keys';
import { useCommand } from './use-command';

/** @param query what was typed; nothing is asked while it is empty. */
export const useCustomerSearch = (query: string, limit = 8) =>
  useQuery({
    queryKey: [...keys.customerSearch(query), limit],
    queryFn: query
      ? ({ signal }) =>
          client.ask<Page<FoundCustomer>>('/customers/search', { query, limit }, { signal })
      : skipToken,
    ...(query ? { placeholderData: keepPreviousData } : {}),
  });

export const useCustomerArchive = (id: string | null | undefined) =>
  useQuery({
    queryKey: keys.customer(id ?? ''),
    queryFn: id
      ? ({ signal }) => client.get<CustomerArchive>(`/customers/${id}`, { signal })
      : skipToken,
  });

export type NewCustomer = z.input<typeof registerCustomerRequest>;

export const useRegisterCustomer = () =>
  useCommand({
    send: (body: NewCustomer, key) => client.command('/customers', { body, key }),
    changes: [keys.customers],
  });

type Change<Schema extends z.ZodType> = Readonly<{
  customerId: string;
  revision: number;
  body: z.input<Schema>;
}>;

export const useCorrectCustomerDetails = () =>
  useCommand({
    send: (
      { customerId, revision, body }: Change<typeof correctCustomerDetailsRequest>,
      key: string,
    ) => client.command(`/customers/${customerId}/details`, { body, revision, key }),
    changes: [keys.customers],
  });

export const useConnectSupplyPoint = () =>
  useCommand({
    send: ({ customerId, revision, body }: Change<typeof connectSupplyPointRequest>, key: string) =>
      client.command(`/customers/${customerId}/supply-points`, { body, revision, key }),
    changes: [keys.customers],
  });

/** The account that was cut off by mistake and brought this fault or complaint about. */
export function useMistakenCut(customerId: string | null, caseId: string) {
  const mayRead = useMay('customer.read');
  const { data } = useCustomerArchive(mayRead ? customerId : null);
  return data?.accounts.find((one) => one.faultId === caseId || one.complaintId === caseId);
}
