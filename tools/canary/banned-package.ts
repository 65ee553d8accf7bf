// A domain must not depend on a framework.
export { DataSource } from 'typeorm';
