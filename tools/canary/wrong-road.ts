// Another project is reached by its name, never by a path into it.
export * from '../../libs/kernel/src/index';
