import { sharedEn } from './shared.en'

export const en = {
  ...sharedEn,
  console: {
    name: 'Console',
    menu: 'Main menu',
    cityTime: 'City time',
    demo: 'Demo clock ×{n}',
    phone: 'Phone page',
    signOut: 'Sign out',
    nothing: 'Your roles have nothing in the console; please use the phone page.'
  },
  menu: {
    live: 'Live',
    piles: 'Piles',
    vehicles: 'Cars',
    feeds: 'Feeds',
    orders: 'My orders',
    statements: 'Statements',
    budgets: 'Budgets',
    prices: 'Price lists',
    chain: 'Chain of events',
    findings: 'Findings'
  },
  table: { count: '{shown} of {all}', reload: 'Reload', loading: 'Reading…', nothing: 'Nothing here.' },
  live: {
    connecting: 'Connecting',
    open: 'Live',
    lost: 'Connection lost',
    stopped: 'Stopped',
    asOf: 'as of {at}',
    behind: 'The picture is from {age}; reconnecting.',
    cars: 'Cars',
    piles: 'Connectors',
    bikes: 'Bikes (free / all)',
    trips: 'Trips',
    newest: 'Newest report',
    oldest: 'longest silent',
    feed: 'Feed of',
    active: 'On the way',
    today: 'Asked for today',
    showPiles: 'Piles',
    showLoops: 'Loops',
    site: '{free} of {all} free, {unknown} unknown'
  },
  carState: { PARKED: 'Parked', DRIVING: 'Driving', CHARGING: 'Charging', IN_USE: 'In use', UNKNOWN: 'Unknown' },
  pileState: {
    AVAILABLE: 'Free',
    CHARGING: 'Charging',
    RESERVED: 'Reserved',
    BLOCKED: 'Blocked',
    INOPERATIVE: 'Inoperative',
    OUTOFORDER: 'Out of order',
    UNKNOWN: 'Unknown'
  },
  pile: {
    id: 'Pile-connector',
    stop: 'Stop',
    status: 'Status',
    age: 'Reported',
    power: 'Power',
    operator: 'Operator',
    anyStatus: 'Any status',
    stopSearch: 'Stop or pile number'
  },
  car: { plate: 'Plate', soc: 'Charge' },
  vehicle: {
    model: 'Model',
    state: 'State',
    age: 'Reported',
    loop: 'Loop',
    whose: 'Belongs to',
    stop: 'At stop',
    label: 'QR label',
    anyState: 'Any state',
    search: 'Plate, model or number'
  },
  operator: {
    EVC: 'EVC car share',
    SHQ: 'SHQ car service',
    MBK: 'MBK bikes',
    CHA: 'CHA charging',
    CHB: 'CHB charging'
  },
  product: { CAR_SHARE: 'Car share', CHAUFFEUR: 'Car with driver', BIKE: 'Bike', CHARGING: 'Charging' },
  statement: {
    import: 'Import an operator’s statement',
    file: 'Statement file',
    go: 'Import and compare',
    tooLarge: 'The file is larger than 20 MB.',
    hint: 'CSV (UTF-8); each line is compared with trips and contract prices. The same file again is not booked twice.',
    at: 'Imported',
    lines: 'Lines',
    open: 'To settle',
    billed: 'Billed',
    expected: 'By our prices',
    delta: 'Difference',
    show: 'Show',
    none: 'No statements yet.',
    title: 'Result of the comparison',
    anyVerdict: 'Any verdict',
    verdict: 'Verdict',
    shown: '{n} lines shown',
    lineNo: 'Line',
    order: 'Order',
    why: 'Why',
    noLines: 'No lines of this kind.'
  },
  verdict: {
    MATCHED: 'Matched',
    DIFFERENT: 'Different',
    MISSING_TRIP: 'No trip of ours',
    MISSING_BILL: 'Not billed',
    DUPLICATE: 'Duplicate',
    CANCELLED_BILLED: 'Cancelled but billed',
    REJECTED: 'Unreadable'
  },
  budget: {
    code: 'Code',
    name: 'Name',
    use: 'Use',
    useOf: '{n} % spent or held',
    allotment: 'Allotted',
    spent: 'Spent',
    held: 'Held',
    available: 'Available'
  },
  price: {
    product: 'Product',
    class: 'Class',
    version: 'Version',
    valid: 'In force',
    terms: 'Prices',
    open: 'open'
  },
  terms: {
    flat: 'first {minutes} min {fen}',
    perMinute: 'then {fen} a minute',
    perKm: '{fen} a km',
    cap: 'at most {fen} per 24 h',
    step: '{fen} for each further {minutes} min',
    package: '{minutes} min / {km} km {fen}',
    overKm: '{fen} for each km more',
    band: '{from}–{to} {fen} a kWh',
    service: 'service {fen} a kWh'
  },
  feed: {
    line: 'refreshed every 5 s',
    feed: 'Feed',
    state: 'State',
    lastOk: 'Last success',
    lag: 'Age of the data',
    received: 'Received',
    rejected: 'Refused',
    error: 'Last error'
  },
  feedState: { OK: 'OK', STALE: 'Stale', DOWN: 'Down' },
  order: {
    line: 'Riders appear under a name that changes with every order',
    order: 'Platform order',
    time: 'Time',
    minutes: 'Minutes',
    state: 'State'
  },
  orderState: { FINISHED: 'Finished', CANCELLED: 'Cancelled' },
  chain: {
    line: 'All events of a trip in order, each hashed over the one before',
    tripId: 'Trip id',
    go: 'Show',
    entries: '{n} events',
    payload: 'Content',
    none: 'No events.',
    recent: 'Newest trips'
  },
  finding: { at: 'When', severity: 'Severity', rule: 'Rule', text: 'Finding', trip: 'Trip' },
  severity: { INFO: 'Note', WARNING: 'Warning', CRITICAL: 'Critical' }
}
