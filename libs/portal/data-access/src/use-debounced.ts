import { useEffect, useState } from 'react';

/** The value as it was when it had not changed for a while. */
export function useDebounced<Value>(value: Value, delayMs = 180): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
