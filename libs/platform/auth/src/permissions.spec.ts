import type { ActorId } from '@taizhang/kernel';
import { HttpProblem, type Principal } from '@taizhang/platform/http';
import {
  assertUnit,
  permissionMeanings,
  permissions,
  permissionsOf,
  reachOf,
  rolePermissions,
  type Permission,
} from './permissions';

const person = (roles: string[], unitId: string | null = 'unit-east'): Principal => ({
  staffId: 'staff-1' as ActorId,
  username: 'x',
  name: 'x',
  unitId,
  roles,
  permissions: permissionsOf(roles),
  mustChangePassword: false,
});

const codeOf = (act: () => void) => {
  try {
    act();
    return 'permitted';
  } catch (error) {
    return (error as HttpProblem).code;
  }
};

describe('The permission table', () => {
  it('gives every permission to somebody, and a sentence in both languages', () => {
    const given = new Set(Object.values(rolePermissions).flatMap((role) => Object.keys(role)));
    expect([...given].sort()).toEqual([...permissions].sort());
    for (const { zh, en } of Object.values(permissionMeanings)) {
      expect([zh.endsWith('。'), en.endsWith('.')]).toEqual([true, true]);
    }
  });

  it('gives an auditor everything that reads and nothing that writes', () => {
    const theirs = permissionsOf(['auditor']);
    expect(theirs).toEqual(permissions.filter((one) => /\.(read|replay)$/.test(one)));
  });

  it('keeps customers from whoever keeps the machinery running', () => {
    for (const role of ['operator', 'administrator']) {
      expect(permissionsOf([role]).some((one) => /^(customer|contact|complaint)/.test(one))).toBe(
        false,
      );
    }
  });

  it('joins the roles of a person, and ignores what is no role', () => {
    expect(permissionsOf(['operator', 'auditor'])).toContain('operations.write');
    expect(permissionsOf(['constructor', '__proto__', 'root'])).toEqual([]);
  });
});

describe('The own-unit rule', () => {
  const write: Permission = 'complaint.write';

  it.each([
    ['handler', 'unit-east', 'permitted'],
    ['handler', 'unit-west', 'other-unit'],
    ['handler', null, 'other-unit'],
    ['supervisor', 'unit-west', 'permitted'],
    ['supervisor', null, 'permitted'],
    ['agent', 'unit-east', 'not-permitted'],
    ['auditor', 'unit-east', 'not-permitted'],
  ])('a %s of the east acts for %s: %s', (role, unit, outcome) => {
    expect(codeOf(() => assertUnit(person([role]), write, unit))).toBe(outcome);
  });

  it('holds for somebody without a unit as well', () => {
    expect(codeOf(() => assertUnit(person(['handler'], null), write, null))).toBe('other-unit');
  });

  it('takes the furthest reach of all roles', () => {
    expect(reachOf(person(['agent']), 'performance.read')).toBe('self');
    expect(reachOf(person(['agent', 'auditor']), 'performance.read')).toBe('every-unit');
    expect(reachOf(person(['agent']), 'complaint.dispatch')).toBeNull();
  });
});
