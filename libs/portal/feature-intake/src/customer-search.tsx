/** One box for any key. Enter takes the marked line; the last lines offer what to do otherwise. */
import { customerKindTitles } from '@taizhang/contracts/intake';
import {
  problemOf,
  useCustomerSearch,
  useDebounced,
  type FoundCustomer,
} from '@taizhang/portal/data-access';
import { Badge, Field, ProblemNotice, useTerm, useTexts } from '@taizhang/portal/ui';
import { AutoComplete, Button } from 'antd';
import { useState } from 'react';
import { intakeTexts } from './intake.texts';

type CustomerSearchProps = Readonly<{
  autoFocus: boolean;
  error: string | undefined;
  onChoose: (customer: FoundCustomer) => void;
  onNew: (typed: string) => void;
  onAnonymous: () => void;
}>;

const newLine = 'new';

export function CustomerSearch(props: CustomerSearchProps) {
  const { autoFocus, error, onChoose, onNew, onAnonymous } = props;
  const t = useTexts(intakeTexts);
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim());
  const search = useCustomerSearch(query);
  const found = search.data?.items ?? [];
  const settled = query === typed.trim() && !search.isFetching && !search.isPlaceholderData;

  const lines = [
    ...(settled
      ? found.map((customer) => ({ value: customer.id, label: <Line customer={customer} /> }))
      : []),
    ...(settled && found.length === 0
      ? [{ value: 'none', label: t('who.nobody', { query }), disabled: true }]
      : []),
    // Offered only once the search is done: a hasty Enter must not register somebody twice.
    settled
      ? { value: newLine, label: t('who.new', { query }) }
      : { value: 'wait', label: t('who.searching'), disabled: true },
  ];

  function select(value: string) {
    const customer = found.find(({ id }) => id === value);
    if (customer) onChoose(customer);
    else onNew(query);
  }

  return (
    <Field label={t('who.search')} htmlFor="intake-who" error={error}>
      <div className="tz-row tz-who">
        <AutoComplete
          id="intake-who"
          autoFocus={autoFocus}
          value={typed}
          options={query || typed ? lines : []}
          onChange={(value: string) => setTyped(value)}
          onSelect={(value: string) => select(value)}
          // What is marked is a customer, not a text to put into the box.
          onBlur={() => setTyped(typed)}
          placeholder={t('who.placeholder')}
          status={error ? 'error' : ''}
          defaultActiveFirstOption
          listHeight={320}
          popupMatchSelectWidth={false}
          classNames={{ popup: { root: 'tz-found-popup' } }}
        />
        <Button onClick={() => onNew(typed.trim())}>{t('who.new.button')}</Button>
        <Button onClick={onAnonymous}>{t('who.anonymous')}</Button>
      </div>
      {search.error && query && problemOf(search.error).code !== 'cancelled' && (
        <ProblemNotice error={search.error} onRetry={() => void search.refetch()} />
      )}
    </Field>
  );
}

function Line({ customer }: Readonly<{ customer: FoundCustomer }>) {
  const t = useTexts(intakeTexts);
  const term = useTerm();
  const { name, kind, phones, address, openComplaints, matched } = customer;
  return (
    <span className="tz-found">
      <strong>{name}</strong>
      <span>{term(customerKindTitles, kind)}</span>
      <span className="tz-number">{phones.join(' ')}</span>
      <span className="tz-found-address">{address}</span>
      {openComplaints > 0 && (
        <Badge tone="danger">{`${t('customer.open')} ${openComplaints}`}</Badge>
      )}
      <Badge tone="neutral">{t(`who.matched.${matched}`)}</Badge>
    </span>
  );
}
