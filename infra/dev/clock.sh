# shellcheck shell=bash
# The city's clock: city_time = city_origin + (real_now - real_origin) * speed. Service and simulator share it.
# The file HOME/clock keeps "real_origin_ms city_origin_ms speed seen_ms" so that city time never goes back while
# the data is kept: the next start goes on from the city time last seen.

# China keeps UTC+8 all year; the POSIX form needs no zone files on the machine.
readonly CITY_ZONE='CST-8'

# clock_open HOME SPEED: exports TWINLOOP_CLOCK_REAL_ORIGIN, _CITY_ORIGIN and _SPEED.
clock_open() {
  local file=$1/clock real city speed seen
  CLOCK_FILE=$file
  CLOCK_SPEED=$2
  CLOCK_REAL_MS=$(date +%s%3N)
  if [ -s "$file" ]; then
    read -r real city speed seen <"$file"
    # Up to five real seconds may have passed unseen when the last run was killed.
    CLOCK_CITY_MS=$(awk -v r="$real" -v c="$city" -v s="$speed" -v e="$seen" 'BEGIN { printf "%.0f", c + (e - r + 5000) * s }')
  else
    CLOCK_CITY_MS=$(first_city_time_ms)
  fi
  clock_seen
  TWINLOOP_CLOCK_REAL_ORIGIN=$(instant_of "$CLOCK_REAL_MS")
  TWINLOOP_CLOCK_CITY_ORIGIN=$(instant_of "$CLOCK_CITY_MS")
  export TWINLOOP_CLOCK_REAL_ORIGIN TWINLOOP_CLOCK_CITY_ORIGIN TWINLOOP_CLOCK_SPEED=$CLOCK_SPEED
}

# clock_seen: notes that the clock ran until now.
clock_seen() {
  printf '%s %s %s %s\n' "$CLOCK_REAL_MS" "$CLOCK_CITY_MS" "$CLOCK_SPEED" "$(date +%s%3N)" >"$CLOCK_FILE.new"
  mv "$CLOCK_FILE.new" "$CLOCK_FILE"
}

instant_of() { date -u -d "@$(($1 / 1000)).$(printf '%03d' $(($1 % 1000)))" +%Y-%m-%dT%H:%M:%S.%3NZ; }

# city_time INSTANT: as the pages show it, Shanghai time.
city_time() { TZ=$CITY_ZONE date -d "$1" '+%F %H:%M:%S (Shanghai time)'; }

# 08:30 in Shanghai on the newest working day, today included.
first_city_time_ms() {
  local day holidays
  holidays=$(find "$ROOT/backend/src/main/resources" -name 'holidays*.csv' -print -quit)
  day=$(TZ=$CITY_ZONE date +%F)
  while [ "$(TZ=$CITY_ZONE date -d "$day 12:00" +%u)" -gt 5 ] || public_holiday "$day" "$holidays"; do
    day=$(TZ=$CITY_ZONE date -d "$day 12:00 -1 day" +%F)
  done
  TZ=$CITY_ZONE date -d "$day 08:30" +%s%3N
}

# public_holiday DAY FILE: the day stands in the list as a day of rest.
public_holiday() { [ -n "$2" ] && grep -qE "^$1,[^,]*,REST" "$2"; }
