export { intakeService } from './intake.service';
export { erasureIn } from './erasure-in';
export { tiesOf } from './ties';
