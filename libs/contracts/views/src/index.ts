export * from './views.requests';
export * from './views.responses';
