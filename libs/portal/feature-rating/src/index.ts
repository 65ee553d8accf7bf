export { RatePage } from './rate.page';
export { RatingLink } from './rating-link';
export { RatingsPanel } from './ratings-panel';
