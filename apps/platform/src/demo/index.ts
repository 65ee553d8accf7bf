export type DemoAccount = Readonly<{
  username: string;
  name: string;
  roles: readonly string[];
  unitName: string;
}>;
export async function fillWithDemo(_: object): Promise<DemoAccount[]> {
  return [];
}
