// A directory that people sign in by: a real OpenID Connect provider, with people in it who are what their names say.
// node directory.mjs PORT REDIRECT_URI
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const directory = new Provider(issuer, {
  clients: [
    { client_id: "tallystick", client_secret: "between-us", redirect_uris: [redirect], application_type: "web" },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true },
  cookies: { keys: ["for this test"] },
  // Whoever signs in here is believed: this directory knows people by their address before the @.
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@leeds.example`, email_verified: !id.startsWith("unproven"), name: id }),
  }),
  features: { devInteractions: { enabled: true } },
});

directory.listen(Number(port), "127.0.0.1", () => console.log(`directory at ${issuer}`));
