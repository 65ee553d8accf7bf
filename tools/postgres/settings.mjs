/**
 * PostgreSQL for one utility on one small machine: a footprint of a few dozen megabytes that still
 * grows with the work. Loopback only, no socket file: one door, with a password.
 */
const small = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'taizhang',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Details and statements repeat the rows that failed, with what people told us.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  max_connections: '60',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  // Nobody replicates from an embedded server; minimal spares log when a read model is rebuilt.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Compiling costs more than it spares on queries of this size.
  jit: 'off',
};

/** For data that may be lost: tests. */
const throwaway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  autovacuum_naptime: '10min',
};

/** @param {{ durable: boolean, extra?: Record<string, string> }} options */
export const settingsFor = ({ durable, extra = {} }) => ({
  ...small,
  ...(durable ? {} : throwaway),
  ...extra,
});
