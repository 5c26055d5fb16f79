'use client'

import {
  type ColumnDef,
  type ColumnDefTemplate,
  getCoreRowModel,
  type RowData,
  useReactTable,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    numeric?: boolean
  }
}

type DataTableProps<Row> = {
  /** Names the table for screen readers. */
  caption: string
  rows: readonly Row[]
  columns: ColumnDef<Row>[]
  rowKey: (row: Row) => string
}

/**
 * Calls a column's render function, and does not make a component of it: columns are made again with every render, and
 * a new component would be mounted instead of the old one, which closes its open menu and takes its focus.
 */
function render<Cell extends object>(template: ColumnDefTemplate<Cell> | undefined, cell: Cell): ReactNode {
  return typeof template === 'function' ? template(cell) : template
}

/** A table of one's own in the frame of all tables: it scrolls by itself, with keys too, and is named to who cannot see it. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}

export function DataTable<Row extends RowData>({ caption, rows, columns, rowKey }: DataTableProps<Row>) {
  const table = useReactTable({ data: rows as Row[], columns, getCoreRowModel: getCoreRowModel(), getRowId: rowKey })
  return (
    <TableFrame label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={header.column.columnDef.meta?.numeric ? styles.numeric : undefined}
                >
                  {render(header.column.columnDef.header, header.getContext())}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={cell.column.columnDef.meta?.numeric ? styles.numeric : undefined}>
                  {render(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
