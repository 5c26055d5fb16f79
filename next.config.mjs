/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Pictures are served as they are: no route that fetches and converts what an address names.
  images: { unoptimized: true },
  // `npm run verify` checks all types at once; an error in a test must not keep an instance from starting.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pino', 'sharp', '@tus/server', '@tus/file-store'],
}
