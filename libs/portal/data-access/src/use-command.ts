/** One act of a person: its key survives a failed attempt, its effects are read again. */
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionKey } from './action-key';

type Act<Input, Answer> = Readonly<{
  /** Sends the command under the key given. */
  send: (input: Input, key: string) => Promise<Answer>;
  /** Answers that may look different now. */
  changes: readonly QueryKey[];
}>;

export function useCommand<Input, Answer>({ send, changes }: Act<Input, Answer>) {
  const queries = useQueryClient();
  const [actionKey] = useState(() => new ActionKey());
  return useMutation({
    mutationFn: (input: Input) => send(input, actionKey.for(input)),
    onSuccess: async () => {
      actionKey.done();
      // A screen shows the new state before it says "done": no flash of what was.
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
