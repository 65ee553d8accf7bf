import { DeclaredAddresses, joinDocuments } from './declared-addresses';

const views = {
  paths: { '/api/complaints/{id}': { get: { operationId: 'one' } }, '/api/auth/me': { get: {} } },
  components: { schemas: { Complaint: { type: 'object' } } },
};
const complaints = {
  paths: {
    '/api/complaints': { post: {} },
    '/api/complaints/{id}/reply': { post: {} },
    '/api/auth/me': { get: { operationId: 'me' } },
  },
  components: { schemas: { Reply: { type: 'object' } } },
};

describe('The addresses that services declare', () => {
  const declared = () => {
    const addresses = new DeclaredAddresses(['complaints', 'views']);
    addresses.declare('views', views);
    addresses.declare('complaints', complaints);
    return addresses;
  };

  it.each([
    ['GET', '/api/complaints/complaint-7', 'views'],
    ['HEAD', '/api/complaints/complaint-7', 'views'],
    ['HEAD', '/api/complaints', null],
    ['POST', '/api/complaints', 'complaints'],
    ['POST', '/api/complaints/complaint-7/reply', 'complaints'],
    ['POST', '/api/complaints/complaint-7', null],
    ['GET', '/api/nothing', null],
  ])('%s %s is answered by %s', (method, path, service) => {
    expect(declared().serviceOf(method, path)).toBe(service);
  });

  it('are answered by the first of those that declare the same', () => {
    expect(declared().serviceOf('GET', '/api/auth/me')).toBe('complaints');
  });

  it('may be told again, when a service was replaced by a newer one', () => {
    const addresses = declared();
    addresses.declare('complaints', { paths: { '/api/complaints': { put: {} } } });
    expect(addresses.serviceOf('PUT', '/api/complaints')).toBe('complaints');
    expect(addresses.serviceOf('POST', '/api/complaints')).toBeNull();
    expect(addresses.serviceOf('GET', '/api/auth/me')).toBe('views');
  });

  it('tell who has not spoken yet', () => {
    const addresses = new DeclaredAddresses(['complaints', 'views']);
    addresses.declare('views', views);
    expect(addresses.silent).toEqual(['complaints']);
  });

  it('make one document', () => {
    const { paths, components } = joinDocuments([complaints, views]);
    expect(Object.keys(paths).sort()).toEqual(
      [...new Set([...Object.keys(views.paths), ...Object.keys(complaints.paths)])].sort(),
    );
    expect(paths['/api/auth/me']).toEqual({ get: { operationId: 'me' } });
    expect(Object.keys(components!['schemas']!).sort()).toEqual(['Complaint', 'Reply']);
  });
});
