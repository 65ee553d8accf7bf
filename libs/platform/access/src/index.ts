export { AccessTrail } from './access-trail';
export { migrateAccess } from './access.migration';
export { AccessModule } from './access.module';
export { lookEntity, type KeptLook } from './look.entity';
