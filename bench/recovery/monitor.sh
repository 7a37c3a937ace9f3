#!/bin/bash
# The article's watch over an instance: every 10 s, a search for its process by name, and a new one where none is found.
# usage: monitor.sh FOLDER INTERPRETER [ARGUMENTS OF app.py …]
# By its whole path, kinder than the article's: that one's pattern never matches what it starts itself.
folder=$1
interpreter=$2
shift 2
while true; do
  if ! pgrep -f "$folder/instance_1/app.py" > /dev/null; then
    echo "$(date): restarting instance 1"
    export CUDA_VISIBLE_DEVICES=0
    cd "$folder/instance_1" && nohup "$interpreter" "$folder/instance_1/app.py" "$@" > log.txt 2>&1 &
  fi
  sleep 10
done
