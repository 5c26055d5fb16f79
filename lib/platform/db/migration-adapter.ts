import { PrismaPg } from '@prisma/adapter-pg'

type Adapter = { client: { query(sql: string): Promise<unknown> } }

/**
 * @prisma/adapter-pg 7.10 cuts a script at every semicolon, also within a function's body.
 * Sent whole, a migration keeps its functions and is one transaction: it happens entirely or not at all.
 */
export class MigrationPrismaPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const { client } = adapter as unknown as Adapter
    adapter.executeScript = async (script) => {
      await client.query(script)
    }
    return adapter
  }
}
