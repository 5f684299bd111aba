ARG CUDA=12.4.1
ARG OS=ubuntu22.04
FROM nvidia/cuda:${CUDA}-cudnn-runtime-${OS}
ARG TORCH="2.4.0+cu124"
ENV LD_LIBRARY_PATH=/usr/local/nvidia/lib:${LD_LIBRARY_PATH} \
    NVIDIA_VISIBLE_DEVICES=all
RUN pip install "torch==${TORCH}" --index-url https://download.example.com/whl/cu${CUDA%%.*}4
COPY model.safetensors /m/
