// A domain must not know the machinery.
export * from '@taizhang/event-log/postgres';
