// The intake context must not reach into the complaints context.
export * from '@taizhang/complaints/domain';
