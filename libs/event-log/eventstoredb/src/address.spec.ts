import { clientAddressOf } from './address';

describe('The address of a server', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:2113?tls=false'],
    ['kurrentdb://db:2113', 'esdb://db:2113'],
    ['kurrent://db:2113?tls=false', 'esdb://db:2113?tls=false'],
    ['kdb+discover://a:b@db:2113', 'esdb+discover://a:b@db:2113'],
    ['kurrentdb://a,b,c?Keep_Alive-Interval=20000', 'esdb://a,b,c?Keep_Alive-Interval=20000'],
    ['esdb://db:2113?tlsVerifyCert=true&tlsCAFile=ca.crt', undefined],
    ['esdb+discover://a:p%40%3A%3F@b:2113,c:2113?tls=false', undefined],
  ])('is taken by the name KurrentDB gives it as well: %s', (address, taken = address) => {
    expect(clientAddressOf(address)).toBe(taken);
  });

  it.each([
    ['http://db:2113', /must be esdb:/],
    ['esdb://', /must be esdb:/],
    ['esdb://a:secret?1@db:2113', /must be esdb:/],
    ['esdb://a:pass@secret@db:2113?tls=false', /%40/],
    ['esdb://a:pass:secret@db:2113', /%3A/],
    ['esdb://secret@db:2113', /must be esdb:/],
    ['esdb://a:secret@db:2113?tls=false&poolSize=4', /unknown option: poolSize$/],
    ['esdb://a:secret@db:2113?tlsVerifyCert=false', /tlsCAFile/],
  ])('is refused without a word of the password: %s', (address, sentence) => {
    const take = () => clientAddressOf(address);
    expect(take).toThrow(TypeError);
    expect(take).toThrow(sentence);
    expect(take).not.toThrow('secret');
  });
});
