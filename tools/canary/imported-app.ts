// Apps are imported by apps/platform only.
export * from '@taizhang/apps/intake';
