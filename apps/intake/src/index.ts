export { intakeService } from './intake.service';
export { tiesOf } from './ties';
