import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Office, password, type Reply } from '../support/office.js';

// In the demo everybody signs in with the words that its first page shows.

let office: Office;
beforeAll(async () => {
  office = await Office.open({ demo: true });
});
afterAll(() => office.close());

const code = ({ status, body }: Reply) => [status, (body as { code?: string }).code];
const shared = [422, 'person.of-demo'];

describe('A visitor of the demo', () => {
  test('does not change the password that the next visitor will be shown', async () => {
    const asked = { current: password, password: '只有我知道的新口令' };
    expect(code(await office.request('town-440781', 'PUT', '/session/password', asked))).toEqual(shared);
    const { status } = await office.request('town-440781', 'GET', '/session');
    expect(status).toBe(200);
  });

  test('does not reset or disable a shared sign-in as its administrator either, but renames it', async () => {
    const id = office.people.get('town-440781')!.personId;
    const { version } = await office.get<{ version: number }>('administrator', `/people/${id}`);
    const asked = (method: 'PUT' | 'POST', url: string, body: object) =>
      office.request('administrator', method, `/people/${id}${url}`, body);
    expect(code(await asked('POST', '/password-reset', { version }))).toEqual(shared);
    expect(code(await asked('PUT', '', { version, name: '镇街', active: false }))).toEqual(shared);
    expect((await asked('PUT', '', { version, name: '镇街', active: true })).status).toBe(200);
  });

  test('does all of this to somebody whom they added', async () => {
    const { organisationId } = office.people.get('town-440781')!;
    const person = { username: 'visitor', name: '访客', organisationId, role: 'applicant' };
    const added = await office.request<{ id: number }>('administrator', 'POST', '/people', person);
    expect(added.status).toBe(201);
    const reset = await office.request('administrator', 'POST', `/people/${added.body.id}/password-reset`, {
      version: 1,
    });
    expect(reset.status).toBe(201);
  });
});
