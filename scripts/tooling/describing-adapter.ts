import { ColumnTypeEnum, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils'
import { MigrationPrismaPg } from '@/lib/platform/db/migrate'

const CHAR_OID = 18
const TEXT_OID = 25

type Answer = { fields: { dataTypeID: number }[]; rows: unknown[] }
type Adapter = {
  performIO(query: SqlQuery): Promise<Answer>
  queryRaw(query: SqlQuery): Promise<SqlResultSet>
}

/**
 * @prisma/adapter-pg 7.10 does not know `"char"`, a type used only in pg_catalog, and so cannot describe a database:
 * such columns pass it as text and reach the schema engine as characters.
 */
export class DescribingPrismaPg extends MigrationPrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const inner = adapter as unknown as Adapter
    const charColumns = new WeakMap<object, number[]>()
    const performIO = inner.performIO.bind(adapter)
    const queryRaw = inner.queryRaw.bind(adapter)
    inner.performIO = async (query) => {
      const answer = await performIO(query)
      const columns = answer.fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []))
      answer.fields = answer.fields.map((field, index) =>
        columns.includes(index) ? { ...field, dataTypeID: TEXT_OID } : field,
      )
      charColumns.set(answer.rows, columns)
      return answer
    }
    inner.queryRaw = async (query) => {
      const result = await queryRaw(query)
      const columns = charColumns.get(result.rows) ?? []
      return {
        ...result,
        columnTypes: result.columnTypes.map((type, index) =>
          columns.includes(index) ? ColumnTypeEnum.Character : type,
        ),
      }
    }
    return adapter
  }
}
